import type { Kind } from './rights.ts';

/**
 * Where somebody may: on everything; on what belongs to their units or to those below; on what belongs to their group; on
 * what is their own, as an account or as a person.
 */
export type Where = 'all' | 'unit' | 'group' | 'own';

/** `anybody`: without signing in; `account`: whoever has signed in. */
export type Row = { readonly [K in Kind | 'anybody' | 'account']?: Where };

const A: Row = { administrator: 'all' };
const group: Row = { coordinator: 'group', member: 'group' };
const coordinatorOrAdministrator: Row = { administrator: 'all', coordinator: 'group' };
const unit: Row = { management: 'unit' };
const unitOrAdministrator: Row = { administrator: 'all', management: 'unit' };
const commissioner: Row = { administrator: 'all', management: 'unit', coordinator: 'group' };
/** Management often only speaks: then the coordinator who heard it writes it down. */
const unitOrHeard: Row = { management: 'unit', coordinator: 'group' };
const eitherSide: Row = { management: 'unit', coordinator: 'group', member: 'group' };
const eitherStaff: Row = { management: 'unit', coordinator: 'group' };
const anybody: Row = { anybody: 'all' };
const account: Row = { account: 'all' };
const own: Row = { account: 'own', administrator: 'all' };
const clerks: Row = { administrator: 'all', dataProtectionOfficer: 'all' };
/** Who may see what belongs to a group and its unit. */
const circle: Row = {
  administrator: 'all',
  dataProtectionOfficer: 'all',
  management: 'unit',
  coordinator: 'group',
  member: 'group',
  analyst: 'unit',
  reader: 'unit',
};
/** Facts of many groups together, without anybody's words. */
const analysed: Row = { ...clerks, management: 'unit', analyst: 'unit' };
const circleAndLink: Row = { ...circle, link: 'group' };
/** A name or a number that must not stand there has to go at once, whoever notices. */
const forgetters: Row = { ...clerks, coordinator: 'group' };
/** Where something is the whole organisation's, any post speaks for management and any coordinator for the groups. */
const anySide: Row = { management: 'all', coordinator: 'all' };
/** Whoever might attach a file to something. */
const uploaders: Row = { administrator: 'all', management: 'all', coordinator: 'all', member: 'all' };
const everyKind: Row = { ...account, link: 'all' };

type OnAnything<Noun extends string> = Readonly<
  Record<
    | `Record${Noun}InError`
    | `Translate${Noun}Words`
    | `Attach${Noun}File`
    | `Forget${Noun}Words`
    | `Publish${Noun}Words`
    | `Unpublish${Noun}Words`,
    Row
  >
>;

/**
 * What any stream takes, by what the stream is. `record`: whoever writes in it; `correct`: whoever may say that something is as
 * if it had not been, somebody's post too; `forget`: whoever deletes for good; `publish`: the two sides that must agree.
 */
const onAnything = <const Noun extends string>(
  noun: Noun,
  {
    record,
    correct,
    forget,
    publish,
  }: { readonly record: Row; readonly correct: Row; readonly forget: Row; readonly publish: Row },
): OnAnything<Noun> =>
  ({
    [`Record${noun}InError`]: correct,
    [`Translate${noun}Words`]: record,
    [`Attach${noun}File`]: record,
    [`Forget${noun}Words`]: forget,
    [`Publish${noun}Words`]: publish,
    [`Unpublish${noun}Words`]: publish,
  }) as OnAnything<Noun>;

/**
 * Who may do what: one row for each operation of the API, and nobody may do what has none. The rules of the loop stand in the
 * domain and are asked after this table: that a post's unit lies within reach does not yet make it the one that answers.
 */
const table = {
  // organisation
  ChangePreset: A,
  NameMethod: A,
  NamePost: A,
  NameProgramme: A,
  NameTheme: A,
  RegisterSource: A,
  RegisterWebhook: A,
  RemoveWebhook: A,
  RotateWebhookSecret: A,
  SetHolidays: A,
  ...onAnything('Organisation', { record: A, correct: A, forget: clerks, publish: anySide }),

  // units
  EstablishUnit: A,
  RenameUnit: A,
  SucceedUnit: A,
  CloseUnit: A,
  HoldPost: A,
  SetPromise: unitOrAdministrator,
  SetReminders: unitOrAdministrator,
  ...onAnything('Unit', { record: unitOrAdministrator, correct: A, forget: clerks, publish: anySide }),

  // accounts
  /** A coordinator: somebody new, or whom their group has invited and who has not joined yet. */
  InviteAccount: coordinatorOrAdministrator,
  SendInvitation: coordinatorOrAdministrator,
  GrantRole: coordinatorOrAdministrator,
  WithdrawRole: coordinatorOrAdministrator,
  DisableAccount: A,
  EnableAccount: A,
  ForgetAccount: { ...clerks, account: 'own' },
  ChooseLanguage: own,
  ChooseMails: own,
  ...onAnything('Account', { record: A, correct: A, forget: clerks, publish: anySide }),

  // groups
  FoundGroup: unitOrAdministrator,
  DescribeGroup: coordinatorOrAdministrator,
  SucceedGroup: coordinatorOrAdministrator,
  EndGroup: coordinatorOrAdministrator,
  JoinGroup: coordinatorOrAdministrator,
  LeaveGroup: { ...coordinatorOrAdministrator, member: 'own' },
  GiveConsent: { ...coordinatorOrAdministrator, member: 'own' },
  WithdrawConsent: { ...coordinatorOrAdministrator, member: 'own' },
  ForgetPerson: { ...clerks, coordinator: 'group', member: 'own' },
  PlanSeason: coordinatorOrAdministrator,
  ReviseSeason: coordinatorOrAdministrator,
  ReviewSeason: coordinatorOrAdministrator,
  RecordActivity: coordinatorOrAdministrator,
  RecordWorkTime: coordinatorOrAdministrator,
  RecordVoice: { ...coordinatorOrAdministrator, member: 'group' },
  RecordGroupLedTo: coordinatorOrAdministrator,
  IssueLink: coordinatorOrAdministrator,
  RevokeLink: coordinatorOrAdministrator,
  ...onAnything('Group', {
    record: coordinatorOrAdministrator,
    correct: coordinatorOrAdministrator,
    forget: forgetters,
    publish: eitherStaff,
  }),

  // meetings
  PlanMeeting: coordinatorOrAdministrator,
  MoveMeeting: coordinatorOrAdministrator,
  CancelMeeting: coordinatorOrAdministrator,
  RequestVisit: coordinatorOrAdministrator,
  HoldMeeting: coordinatorOrAdministrator,
  ...onAnything('Meeting', {
    record: coordinatorOrAdministrator,
    correct: coordinatorOrAdministrator,
    forget: forgetters,
    publish: eitherStaff,
  }),

  // commissions
  IssueCommission: commissioner,
  ClarifyCommission: commissioner,
  RescheduleCommission: commissioner,
  WithdrawCommission: commissioner,
  CloseCommission: commissioner,
  AcceptCommission: group,
  DeclineCommission: group,
  QuestionCommission: group,
  AnswerCommission: group,
  ...onAnything('Commission', {
    record: { ...commissioner, member: 'group' },
    correct: commissioner,
    forget: forgetters,
    publish: eitherSide,
  }),

  // proposals
  SubmitProposal: group,
  ReviseProposal: group,
  WithdrawProposal: group,
  ReceiveProposal: unitOrHeard,
  ForwardProposal: unit,
  LinkProposal: eitherSide,
  RequestInformation: unitOrHeard,
  ProvideInformation: group,
  DecideProposal: unitOrHeard,
  ConfirmDecision: unit,
  CodeReason: { analyst: 'unit' },
  /** A member who could say that it was told would open it for the whole group. */
  TellAnswer: eitherStaff,
  ConfirmTelling: { ...group, link: 'group' },
  StartChange: unitOrHeard,
  ReachMilestone: unitOrHeard,
  StartTrial: eitherSide,
  ConcludeTrial: eitherSide,
  ScheduleFollowUp: unitOrHeard,
  RecordFollowUp: unitOrHeard,
  Respond: { ...group, link: 'group' },
  Hear: { ...group, link: 'group' },
  ReopenProposal: group,
  CloseProposal: eitherSide,
  RecordProposalLedTo: eitherSide,
  MarkAsInitiative: { administrator: 'all', ...eitherSide },
  HearInitiator: unitOrHeard,
  ...onAnything('Proposal', {
    record: { administrator: 'all', ...eitherSide },
    correct: { administrator: 'all', ...eitherStaff },
    forget: forgetters,
    publish: eitherSide,
  }),

  // files on their way
  BeginUpload: uploaders,
  LookAtUpload: uploaders,
  ContinueUpload: uploaders,
  GiveUpUpload: uploaders,
  AskAboutUploads: anybody,

  // what is read
  ListOwed: circle,
  GetCalendar: circle,
  GetHandover: unitOrAdministrator,
  ListProposals: circleAndLink,
  GetProposal: circleAndLink,
  ListSimilar: circle,
  GetTimeline: circle,
  ListFiles: circleAndLink,
  ListSteps: analysed,
  ListCommissions: circleAndLink,
  GetCommission: circleAndLink,
  ListGroups: { ...account, link: 'group' },
  GetGroup: circle,
  GetGroupHome: circleAndLink,
  GetGroupAgenda: { administrator: 'all', coordinator: 'group', member: 'group' },
  ListMeetings: circle,
  GetMeeting: circle,
  ListUnits: everyKind,
  GetUnit: everyKind,
  GetOrganisation: everyKind,
  /** Of what somebody may list, and of what is published. */
  FetchFile: anybody,
  FetchThumbnail: anybody,
  /** Of what somebody finds here their own page shows the same words. */
  Search: circle,
  /** Published words only. */
  ListChanges: anybody,
  /** The two sides that agree, and who helps them. */
  ListPublishing: { administrator: 'all', management: 'unit', coordinator: 'group', member: 'group' },
  /** Words that are published, or those that somebody may read. */
  ExportDecidim: { ...coordinatorOrAdministrator, management: 'unit', analyst: 'unit' },
  GetInitiativesReport: analysed,
  GetInfluenceFigures: analysed,
  GetInfluenceTimes: analysed,
  GetInfluenceSilence: analysed,
  GetInfluenceFlow: analysed,
  GetInfluenceEvenness: analysed,
  GetInfluenceHours: analysed,
  GetInfluenceValues: analysed,
  GetInfluenceYear: analysed,
  ListInfluenceCases: analysed,
  ExportInfluence: analysed,
  CiteInfluence: analysed,
  ListInfluenceMeasures: anybody,
  ListInbox: account,
  ListNotices: { administrator: 'all', management: 'unit' },
  GetAccount: own,
  ListAccounts: { ...clerks, coordinator: 'group' },
  GetMe: anybody,
  ListAccess: clerks,
  ListActs: clerks,
  ExportPerson: { ...clerks, account: 'own' },

  // one's own access
  ListSessions: own,
  EndSession: own,
  EndSessions: own,
  IssueToken: { account: 'own' },
  ListTokens: own,
  RevokeToken: own,
  IssueCalendarLink: account,
  ListCalendarLinks: account,
  RevokeCalendarLink: account,

  // work that takes long, and what looks after the installation
  Batch: everyKind,
  Live: everyKind,
  /** Of everything at once: whole exports, read models built anew. */
  AskForJob: clerks,
  ListJobs: account,
  ReadJob: account,
  CancelJob: account,
  FetchExport: account,
  ListScheduledJobs: A,
  ListDeliveries: A,
  RetryDelivery: A,
  TestMail: A,
  ListWebhooks: A,
  TestWebhook: A,
  RetryWebhook: A,
  ReadStream: clerks,
  ReadModels: A,
  ReadState: clerks,
  Rebuild: A,
  ImportHistory: A,
  ExportHistory: A,
  VerifyHistory: A,
  /** For the command line alone. */
  LinkForAccount: A,
  TokenForAccount: A,
  ProveLog: anybody,
  HealthLive: anybody,
  HealthReady: anybody,
  Metrics: anybody,

  // pages and addresses that are secrets themselves
  FrontPage: anybody,
  ShowWebApp: anybody,
  ShowYearlyReport: analysed,
  ShowInitiativesReport: analysed,
  EnterDemo: anybody,
  ShowChanges: anybody,
  ChangesFeed: anybody,
  ShowAbout: anybody,
  ShowAccessibility: anybody,
  Calendar: anybody,
  OpenLink: anybody,
  FollowLink: anybody,
  ShowGroupLink: anybody,
  ShowProposalByLink: anybody,
  PressOnLink: anybody,
  ShowWallSheet: anybody,
  ShowPaperForm: anybody,
  SignInByDirectory: anybody,
  ComeBackFromDirectory: anybody,
  SignOutOfDirectory: anybody,

  // pages of signing in, and somebody’s own
  ShowSignIn: anybody,
  SignIn: anybody,
  ShowLinkSent: anybody,
  ShowSignInLink: anybody,
  SignInByLink: anybody,
  ShowSecondStep: anybody,
  PassSecondStep: anybody,
  ShowSecondFactor: anybody,
  SetUpSecondFactor: anybody,
  SignOut: anybody,
  ShowInvitation: anybody,
  AcceptInvitation: anybody,
  ShowFirstAdministrator: anybody,
  BecomeFirstAdministrator: anybody,
  ShowOwnPage: account,
  ShowOwnMails: account,
  ChooseOwnLanguage: account,
  ChooseOwnMails: account,
  EndOwnSession: account,
  ShowOwnPassword: account,
  ChangeOwnPassword: account,
  ShowOwnSecondFactor: account,
  ChangeOwnSecondFactor: account,
  ShowOwnTokens: account,
  ChangeOwnTokens: account,
  ShowOwnDeletion: account,
  DeleteOwnAccount: account,
} satisfies Readonly<Record<string, Row>>;

/** What the API is asked to do: the name of a use case, of a query or of any other route. */
export type Operation = keyof typeof table;

export const permissions: Readonly<Record<Operation, Row>> = table;
