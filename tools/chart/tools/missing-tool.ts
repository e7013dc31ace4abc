/** A program that has to be there is not, or could not be made: nothing was tested. */
export class MissingToolError extends Error {
  override readonly name = 'MissingToolError';
}
