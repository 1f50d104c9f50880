// Checked, and part of no bundle: the class that this package exports is one that @logto/react takes.
import LogtoClient from '@logto/browser';
import type { LogtoProvider } from '@logto/react';
import type { ComponentProps } from 'react';

export const LogtoClientClass: ComponentProps<typeof LogtoProvider>['LogtoClientClass'] = LogtoClient;
