import { ChooseLanguage } from './accounts/choose-language.ts';
import { ChooseMails } from './accounts/choose-mails.ts';
import { DisableAccount } from './accounts/disable-account.ts';
import { EnableAccount } from './accounts/enable-account.ts';
import { ForgetAccount } from './accounts/forget-account.ts';
import { GrantRole } from './accounts/grant-role.ts';
import { InviteAccount } from './accounts/invite-account.ts';
import { WithdrawRole } from './accounts/withdraw-role.ts';
import { attachFile } from './any-stream/attach-file.ts';
import { forgetWords } from './any-stream/forget-words.ts';
import { publish } from './any-stream/publish.ts';
import { recordInError } from './any-stream/record-in-error.ts';
import { translateWords } from './any-stream/translate-words.ts';
import { unpublish } from './any-stream/unpublish.ts';
import { AcceptCommission } from './commissions/accept-commission.ts';
import { AnswerCommission } from './commissions/answer-commission.ts';
import { ClarifyCommission } from './commissions/clarify-commission.ts';
import { CloseCommission } from './commissions/close-commission.ts';
import { DeclineCommission } from './commissions/decline-commission.ts';
import { IssueCommission } from './commissions/issue-commission.ts';
import { QuestionCommission } from './commissions/question-commission.ts';
import { RescheduleCommission } from './commissions/reschedule-commission.ts';
import { WithdrawCommission } from './commissions/withdraw-commission.ts';
import { DescribeGroup } from './groups/describe-group.ts';
import { EndGroup } from './groups/end-group.ts';
import { ForgetPerson } from './groups/forget-person.ts';
import { FoundGroup } from './groups/found-group.ts';
import { GiveConsent } from './groups/give-consent.ts';
import { IssueLink } from './groups/issue-link.ts';
import { JoinGroup } from './groups/join-group.ts';
import { LeaveGroup } from './groups/leave-group.ts';
import { PlanSeason } from './groups/plan-season.ts';
import { RecordActivity } from './groups/record-activity.ts';
import { RecordGroupLedTo } from './groups/record-group-led-to.ts';
import { RecordVoice } from './groups/record-voice.ts';
import { RecordWorkTime } from './groups/record-work-time.ts';
import { ReviewSeason } from './groups/review-season.ts';
import { ReviseSeason } from './groups/revise-season.ts';
import { RevokeLink } from './groups/revoke-link.ts';
import { SucceedGroup } from './groups/succeed-group.ts';
import { WithdrawConsent } from './groups/withdraw-consent.ts';
import { CancelMeeting } from './meetings/cancel-meeting.ts';
import { HoldMeeting } from './meetings/hold-meeting.ts';
import { MoveMeeting } from './meetings/move-meeting.ts';
import { PlanMeeting } from './meetings/plan-meeting.ts';
import { RequestVisit } from './meetings/request-visit.ts';
import { ChangePreset } from './organisation/change-preset.ts';
import { NameMethod } from './organisation/name-method.ts';
import { NamePost } from './organisation/name-post.ts';
import { NameProgramme } from './organisation/name-programme.ts';
import { NameTheme } from './organisation/name-theme.ts';
import { RegisterSource } from './organisation/register-source.ts';
import { RegisterWebhook } from './organisation/register-webhook.ts';
import { RemoveWebhook } from './organisation/remove-webhook.ts';
import { RotateWebhookSecret } from './organisation/rotate-webhook-secret.ts';
import { SetHolidays } from './organisation/set-holidays.ts';
import { CloseProposal } from './proposals/close-proposal.ts';
import { CodeReason } from './proposals/code-reason.ts';
import { ConcludeTrial } from './proposals/conclude-trial.ts';
import { ConfirmDecision } from './proposals/confirm-decision.ts';
import { ConfirmTelling } from './proposals/confirm-telling.ts';
import { DecideProposal } from './proposals/decide-proposal.ts';
import { ForwardProposal } from './proposals/forward-proposal.ts';
import { Hear } from './proposals/hear.ts';
import { HearInitiator } from './proposals/hear-initiator.ts';
import { LinkProposal } from './proposals/link-proposal.ts';
import { MarkAsInitiative } from './proposals/mark-as-initiative.ts';
import { ProvideInformation } from './proposals/provide-information.ts';
import { ReachMilestone } from './proposals/reach-milestone.ts';
import { ReceiveProposal } from './proposals/receive-proposal.ts';
import { RecordFollowUp } from './proposals/record-follow-up.ts';
import { RecordProposalLedTo } from './proposals/record-proposal-led-to.ts';
import { ReopenProposal } from './proposals/reopen-proposal.ts';
import { RequestInformation } from './proposals/request-information.ts';
import { Respond } from './proposals/respond.ts';
import { ReviseProposal } from './proposals/revise-proposal.ts';
import { ScheduleFollowUp } from './proposals/schedule-follow-up.ts';
import { StartChange } from './proposals/start-change.ts';
import { StartTrial } from './proposals/start-trial.ts';
import { SubmitProposal } from './proposals/submit-proposal.ts';
import { TellAnswer } from './proposals/tell-answer.ts';
import { WithdrawProposal } from './proposals/withdraw-proposal.ts';
import { CloseUnit } from './units/close-unit.ts';
import { EstablishUnit } from './units/establish-unit.ts';
import { HoldPost } from './units/hold-post.ts';
import { RenameUnit } from './units/rename-unit.ts';
import { SetPromise } from './units/set-promise.ts';
import { SetReminders } from './units/set-reminders.ts';
import { SucceedUnit } from './units/succeed-unit.ts';
import type { Noun, UseCase } from './use-case.ts';

const singular: Readonly<Record<Noun, string>> = {
  organisation: 'Organisation',
  units: 'Unit',
  groups: 'Group',
  meetings: 'Meeting',
  commissions: 'Commission',
  proposals: 'Proposal',
  accounts: 'Account',
};

/** What may be done in any stream, for each noun that has streams. */
const ofAnyStream = [recordInError, forgetWords, translateWords, attachFile, publish, unpublish];

/** Every command there is; routes, the API document and the batch are made from this list. */
export const allUseCases: readonly UseCase[] = [
  ChangePreset,
  NameMethod,
  NamePost,
  NameProgramme,
  NameTheme,
  RegisterSource,
  RegisterWebhook,
  RemoveWebhook,
  RotateWebhookSecret,
  SetHolidays,
  CloseUnit,
  EstablishUnit,
  HoldPost,
  RenameUnit,
  SetPromise,
  SetReminders,
  SucceedUnit,
  DescribeGroup,
  EndGroup,
  ForgetPerson,
  FoundGroup,
  GiveConsent,
  IssueLink,
  JoinGroup,
  LeaveGroup,
  PlanSeason,
  RecordActivity,
  RecordGroupLedTo,
  RecordVoice,
  RecordWorkTime,
  ReviewSeason,
  ReviseSeason,
  RevokeLink,
  SucceedGroup,
  WithdrawConsent,
  CancelMeeting,
  HoldMeeting,
  MoveMeeting,
  PlanMeeting,
  RequestVisit,
  AcceptCommission,
  AnswerCommission,
  ClarifyCommission,
  CloseCommission,
  DeclineCommission,
  IssueCommission,
  QuestionCommission,
  RescheduleCommission,
  WithdrawCommission,
  CloseProposal,
  CodeReason,
  ConcludeTrial,
  ConfirmDecision,
  ConfirmTelling,
  DecideProposal,
  ForwardProposal,
  HearInitiator,
  Hear,
  LinkProposal,
  MarkAsInitiative,
  ProvideInformation,
  ReachMilestone,
  ReceiveProposal,
  RecordFollowUp,
  RecordProposalLedTo,
  ReopenProposal,
  RequestInformation,
  Respond,
  ReviseProposal,
  ScheduleFollowUp,
  StartChange,
  StartTrial,
  SubmitProposal,
  TellAnswer,
  WithdrawProposal,
  ChooseLanguage,
  ChooseMails,
  DisableAccount,
  EnableAccount,
  ForgetAccount,
  GrantRole,
  InviteAccount,
  WithdrawRole,
  ...(Object.entries(singular) as [Noun, string][]).flatMap(([noun, name]) =>
    ofAnyStream.map((make) => make(noun, name)),
  ),
];
