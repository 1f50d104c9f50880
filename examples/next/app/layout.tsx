import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { config } from './logto';
import './globals.css';

export const metadata: Metadata = {
  title: 'Fern & Folio · Your shelf',
  description: 'A Next.js app that signs in with Logto.',
};

const asked = ['profile', ...config.scopes].join(' and ');

// A server component: it imports the SDK, too.
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <header>
          <Link href="/">
            <img src="/icon.svg" alt="" width="32" height="32" />
            Fern &amp; Folio
          </Link>
        </header>
        <main>{children}</main>
        <footer>{`Signs in at ${config.endpoint} and asks for your ${asked}.`}</footer>
      </body>
    </html>
  );
}
