/** Whether the rules REQ-1 to REQ-11 allow this body: written from the sentences, knowing nothing of the schema. */
export function requestOracle(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const get = (name: string): unknown =>
    Object.hasOwn(body, name) ? (body as Record<string, unknown>)[name] : undefined;
  const isText = (value: unknown, most: number): boolean => {
    if (typeof value !== 'string') return false;
    const characters = Array.from(value).length;
    return characters >= 1 && characters <= most;
  };
  return (
    isText(get('acquirerId'), 64) &&
    isText(get('pspId'), 64) &&
    isText(get('accessToken'), 128) &&
    [undefined, null, 'MOBILE', 'EMAIL'].includes(get('verifyType') as string)
  );
}
