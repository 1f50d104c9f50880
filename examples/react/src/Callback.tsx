import { useHandleSignInCallback } from '@logto/react';
import { Link, useNavigate } from 'react-router';

/** Where Logto sends the visitor back to. */
export default function Callback() {
  const navigate = useNavigate();
  const { error } = useHandleSignInCallback(() => navigate('/', { replace: true }));

  return (
    <main className="centre">
      {error ? (
        <>
          <h1>That did not work</h1>
          <p role="alert">{error.message}</p>
        </>
      ) : (
        <h1>Signing you in…</h1>
      )}
      <Link to="/">Back to the start</Link>
    </main>
  );
}
