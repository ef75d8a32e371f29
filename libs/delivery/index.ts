export { calendarText } from './calendar.ts';
export { composeMail, type MailMatter, type MailReading } from './compose.ts';
export { type AccessChange, type AccessMatter, composeAccessMail } from './compose-access.ts';
export { DeliveryError } from './errors.ts';
export type { SmtpSettings } from './mail.ts';
export { escaped } from './mail-page.ts';
export { type Delivery, openDelivery } from './open.ts';
