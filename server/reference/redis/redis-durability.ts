/**
 * What of the settings of a Redis can lose the messages that it has seen, and with them the replay protection and the sending
 * limits: a policy that evicts keys, and no persistence.
 * @param info the reply to INFO
 * @param save the reply to CONFIG GET save; undefined if it is not permitted
 */
export function durabilityWarnings(info: string, save: unknown): readonly string[] {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  const hasAof = /^aof_enabled:1/m.test(info);
  const warnings: string[] = [];
  if (policy !== undefined && policy !== 'noeviction')
    warnings.push(
      `its maxmemory-policy is ${policy}, which may remove what protects against replays; expected noeviction`,
    );
  if (!hasAof && savesNothing(save))
    warnings.push(
      'it writes nothing to disk: a restart forgets the messages it has seen, and a replay then sends a second OTP; expected appendonly yes',
    );
  return warnings;
}

/** In RESP2 the reply is a list of name and value, in RESP3 a map. */
function savesNothing(save: unknown): boolean {
  if (Array.isArray(save)) return save[1] === '';
  return typeof save === 'object' && save !== null && 'save' in save && save.save === '';
}
