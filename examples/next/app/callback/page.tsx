'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { explain } from '../explain';
import { logto } from '../logto';

export default function Callback() {
  const router = useRouter();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    // React's strict mode runs this twice, and the client handles the callback once.
    logto.handleSignInCallback(window.location.href).then(
      () => router.replace('/'),
      (error) => setProblem(explain(error))
    );
  }, [router]);

  if (!problem) {
    return <h1 aria-busy>Signing you in…</h1>;
  }

  return (
    <>
      <h1>That did not work</h1>
      <section className="card">
        <p role="alert">{problem}</p>
        <Link href="/">Back to your shelf</Link>
      </section>
    </>
  );
}
