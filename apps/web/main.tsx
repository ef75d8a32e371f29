import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { questions, useAsk } from './asking.ts';
import { InLanguage } from './language.tsx';
import { Asked } from './parts/asked.tsx';
import { router } from './routes.tsx';
import './style.css';

/** Nothing is shown before it is known who asks and in which language. */
function Kierto() {
  const me = useAsk('/api/me');
  if (!me.data && !me.error) return null;
  return (
    <InLanguage own={me.data?.language}>
      <Asked of={me}>{() => <RouterProvider router={router} />}</Asked>
    </InLanguage>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={questions}>
      <Suspense>
        <Kierto />
      </Suspense>
    </QueryClientProvider>
  </StrictMode>,
);
