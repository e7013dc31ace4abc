import { Type } from 'typebox';
import { commonProblems, problemAnswer } from './problem.ts';

export const SharedParams = Type.Object({
  token: Type.String({ maxLength: 2000, description: "Last part of a share's URL" }),
});

/** Errors of every route for visitors of a share. */
export const sharedProblems = {
  404: problemAnswer('No such share, or it was closed; or no such photo in it'),
  408: commonProblems[408],
  410: problemAnswer('The share is over'),
  431: commonProblems[431],
  500: commonProblems[500],
  503: commonProblems[503],
};
