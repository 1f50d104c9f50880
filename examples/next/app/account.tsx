'use client';

import type { IdTokenClaims } from 'logto-wasm';
import { useEffect, useState } from 'react';
import { explain } from './explain';
import { logto } from './logto';

const visitorNow = async () =>
  (await logto.isAuthenticated()) ? await logto.getIdTokenClaims() : null;

export default function Account() {
  // Undefined until the browser has looked: the tokens are there, and the server never sees them.
  const [visitor, setVisitor] = useState<IdTokenClaims | null>();
  const [problem, setProblem] = useState<string>();

  const report = (error: unknown) => setProblem(explain(error));

  useEffect(() => {
    visitorNow().then(setVisitor, report);
  }, []);

  const signIn = () => logto.signIn(`${window.location.origin}/callback`).catch(report);
  const signOut = () => logto.signOut(window.location.origin).catch(report);

  return (
    <section className="card" aria-busy={visitor === undefined}>
      {visitor === null && (
        <>
          <p>Sign in to see the books that wait for you at the counter.</p>
          <button onClick={signIn}>Sign in</button>
        </>
      )}
      {visitor && (
        <>
          {visitor.picture && <img src={visitor.picture} alt="" width="72" height="72" />}
          <p className="name">{visitor.name ?? visitor.username}</p>
          <p className="email">{visitor.email}</p>
          <button className="quiet" onClick={signOut}>
            Sign out
          </button>
        </>
      )}
      {problem && <p role="alert">{problem}</p>}
    </section>
  );
}
