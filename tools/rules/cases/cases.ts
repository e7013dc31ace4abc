import type { RuleCases } from '../rule-case.ts';
import { apiErrorBudgetFastBurn } from './api-error-budget-fast-burn.ts';
import { apiErrorBudgetLongBurn } from './api-error-budget-long-burn.ts';
import { apiErrorBudgetSlowBurn } from './api-error-budget-slow-burn.ts';
import { apiKeyFileWrong } from './api-key-file-wrong.ts';
import { apiSlow } from './api-slow.ts';
import { autoscalerAbsent } from './autoscaler-absent.ts';
import { autoscalerFails } from './autoscaler-fails.ts';
import { awsAccessFails } from './aws-access-fails.ts';
import { deadLetterNotEmpty } from './dead-letter-not-empty.ts';
import { messagesExpiring } from './messages-expiring.ts';
import { messagesTooOld } from './messages-too-old.ts';
import { noThumbnails } from './no-thumbnails.ts';
import { queueDepthUnknown } from './queue-depth-unknown.ts';
import { refusedPhotosJump } from './refused-photos-jump.ts';
import { targetDown } from './target-down.ts';
import { thumbnailsLateFastBurn } from './thumbnails-late-fast-burn.ts';
import { thumbnailsLateLongBurn } from './thumbnails-late-long-burn.ts';
import { thumbnailsLateSlowBurn } from './thumbnails-late-slow-burn.ts';
import { uploadAbsent } from './upload-absent.ts';
import { workersSaturated } from './workers-saturated.ts';

/** The cases of every alert. */
export const cases: readonly RuleCases[] = [
  apiErrorBudgetFastBurn,
  apiErrorBudgetLongBurn,
  apiErrorBudgetSlowBurn,
  apiKeyFileWrong,
  apiSlow,
  autoscalerAbsent,
  autoscalerFails,
  awsAccessFails,
  deadLetterNotEmpty,
  messagesExpiring,
  messagesTooOld,
  noThumbnails,
  queueDepthUnknown,
  refusedPhotosJump,
  targetDown,
  thumbnailsLateFastBurn,
  thumbnailsLateLongBurn,
  thumbnailsLateSlowBurn,
  uploadAbsent,
  workersSaturated,
];
