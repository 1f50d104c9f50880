import { useLogto } from '@logto/react';

import { Account } from './Account';
import { uris } from './config';

export const Home = () => {
  const { isAuthenticated, isLoading, error, signIn } = useLogto();

  if (isAuthenticated) {
    return <Account />;
  }

  return (
    <main className="centre">
      <img src="/favicon.svg" alt="" />
      <h1>Reading room</h1>
      <p>Books for members. Sign in to see yours.</p>
      {/* From the click until the page is left, and while it is not known who is there. */}
      <button disabled={isLoading && !error} onClick={() => signIn(uris.redirect)}>
        Sign in
      </button>
      {error && <p role="alert">{error.message}</p>}
    </main>
  );
};
