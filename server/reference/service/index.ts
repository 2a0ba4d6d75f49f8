// The service without the rest of the package: who runs it loads the libraries that its settings need, and no others.
export { DirectoryFileError } from '../directory/directory-file-error.js';
export { isLogged } from './log-level.js';
export { LogOutput } from './log-output.js';
export { obeySignals } from './signals.js';
export type { SandboxKeys } from './registry.js';
export { type Service, startService } from './service.js';
export { readSettingsAndFiles } from './settings-and-files.js';
export { misspelt, type Settings, SettingsError, strangersAmong } from './settings.js';
