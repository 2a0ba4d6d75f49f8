import { relative } from 'node:path';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

/**
 * Lists each change that no test notices, and each that makes the tests hang, as soon as that is known: what a run of hours
 * has found is not lost when it is ended.
 */
class Survivors {
  onMutantTested({ status, fileName, location, mutatorName, replacement }) {
    if (!['Survived', 'NoCoverage', 'Timeout'].includes(status)) return;
    const { line, column } = location.start;
    const text = replacement.replaceAll(/\s+/g, ' ');
    console.log(`${relative('', fileName)}:${line}:${column} ${status} ${mutatorName}: ${text}`);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'survivors', Survivors)];
