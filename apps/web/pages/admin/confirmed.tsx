import type { ReactNode } from 'react';
import type { Problem } from '../../api.ts';
import { useForm } from '../../form.ts';
import { FormOf } from '../../parts/form-of.tsx';

interface Confirmed {
  readonly deed: string;
  readonly command: { readonly isRunning: boolean; readonly problem: Problem | undefined };
  readonly onConfirm: () => unknown;
  readonly onCancel: () => void;
  /** What it means. */
  readonly children: ReactNode;
}

/** A deed without anything to fill in, which is done when somebody has read what it means. */
export function Confirmed({ deed, command: { isRunning, problem }, onConfirm, onCancel, children }: Confirmed) {
  const form = useForm({});
  return (
    <FormOf
      form={form}
      deed={deed}
      isRunning={isRunning}
      problem={problem}
      onSubmit={onConfirm}
      onCancel={() => onCancel()}
    >
      <p>{children}</p>
    </FormOf>
  );
}
