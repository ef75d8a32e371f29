export { endInTime } from './end-in-time.ts';
export { gaugesOf } from './gauges.ts';
export { type Installation, openInstallation, openStores, type Stores } from './open-installation.ts';
export { openLog } from './open-log.ts';
export { type Readiness, readinessOf } from './readiness.ts';
export { type Environment, readSettings, type Settings } from './settings.ts';
export { SettingsError } from './settings-error.ts';
export { type Gauge, type RequestSpan, spanned, type Telemetry } from './telemetry.ts';
export { isLoopback, matters, type Variable } from './variables.ts';
