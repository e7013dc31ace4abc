import type { RuleCases } from '../rule-case.ts';
import { apiErrorBudgetFastBurn } from './api-error-budget-fast-burn.ts';
import { apiErrorBudgetSlowBurn } from './api-error-budget-slow-burn.ts';
import { apiKeyFileWrong } from './api-key-file-wrong.ts';
import { apiSlow } from './api-slow.ts';
import { autoscalerAbsent } from './autoscaler-absent.ts';
import { autoscalerFails } from './autoscaler-fails.ts';
import { awsAccessFails } from './aws-access-fails.ts';
import { deadLetterNotEmpty } from './dead-letter-not-empty.ts';
import { messagesTooOld } from './messages-too-old.ts';
import { noThumbnails } from './no-thumbnails.ts';
import { photoErrorBudgetFastBurn } from './photo-error-budget-fast-burn.ts';
import { photoErrorBudgetSlowBurn } from './photo-error-budget-slow-burn.ts';
import { queueDepthUnknown } from './queue-depth-unknown.ts';
import { refusedPhotosJump } from './refused-photos-jump.ts';
import { targetDown } from './target-down.ts';
import { uploadAbsent } from './upload-absent.ts';
import { workersSaturated } from './workers-saturated.ts';

/** The cases of every alert. */
export const cases: readonly RuleCases[] = [
  apiErrorBudgetFastBurn,
  apiErrorBudgetSlowBurn,
  apiKeyFileWrong,
  apiSlow,
  autoscalerAbsent,
  autoscalerFails,
  awsAccessFails,
  deadLetterNotEmpty,
  messagesTooOld,
  noThumbnails,
  photoErrorBudgetFastBurn,
  photoErrorBudgetSlowBurn,
  queueDepthUnknown,
  refusedPhotosJump,
  targetDown,
  uploadAbsent,
  workersSaturated,
];
