import { isLogtoRequestError } from 'logto-wasm';

/** What to tell the visitor of an error. */
export const explain = (error: unknown): string => {
  if (isLogtoRequestError(error) && error.code === 'network_error') {
    return 'The sign-in service cannot be reached. Please try again in a moment.';
  }

  return error instanceof Error ? error.message : String(error);
};
