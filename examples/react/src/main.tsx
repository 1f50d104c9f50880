import { LogtoProvider } from '@logto/react';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Route, Routes } from 'react-router';

import { logto } from './config';
import { Everywhere } from './Everywhere';
import { Home } from './Home';
import './style.css';

// Loaded for those who come back from Logto, and for nobody else.
const Callback = lazy(() => import('./Callback'));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LogtoProvider config={logto}>
      <BrowserRouter>
        <Suspense>
          <Routes>
            <Route path="/" element={<Home />} />
            <Route path="/callback" element={<Callback />} />
          </Routes>
        </Suspense>
      </BrowserRouter>
      <Everywhere />
    </LogtoProvider>
  </StrictMode>
);
