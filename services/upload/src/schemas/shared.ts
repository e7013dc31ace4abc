import { Type } from 'typebox';
import { commonProblems, problemAnswer } from './problem.ts';

export const SharedParams = Type.Object({
  token: Type.String({ maxLength: 2000, description: "The end of a share's URL" }),
});

/** What every route of a share's link may answer. */
export const sharedProblems = {
  404: problemAnswer('No such share, or it was closed; or no such photo in it'),
  408: commonProblems[408],
  410: problemAnswer('The share is over'),
  431: commonProblems[431],
  500: commonProblems[500],
  503: commonProblems[503],
};
