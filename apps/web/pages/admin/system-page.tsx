import { useSpeech } from '../../language.tsx';
import { useSelf } from '../../me.ts';
import { AdminFrame } from './admin-frame.tsx';
import { Deliveries } from './deliveries.tsx';
import { Exports } from './exports.tsx';
import { Models } from './models.tsx';
import { Scheduled } from './scheduled.tsx';
import { Webhooks } from './webhooks.tsx';

/** What the installation does by itself, and what can be asked of it. */
export function SystemPage() {
  const { say } = useSpeech();
  const self = useSelf();
  return (
    <AdminFrame title={say('system.title')}>
      {self?.can('ReadModels') && <Models />}
      {self?.can('AskForJob') && <Exports />}
      {self?.can('ListScheduledJobs') && <Scheduled />}
      {self?.can('ListDeliveries') && <Deliveries />}
      {self?.can('ListWebhooks') && <Webhooks />}
    </AdminFrame>
  );
}
