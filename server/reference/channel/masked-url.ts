/** A URL for people to read: no user, no password, and no query, any of which may be a key. `smtp://***@mail.example.com:587` */
export function maskUrl({ protocol, username, password, host, pathname }: URL): string {
  const user = username === '' && password === '' ? '' : '***@';
  return `${protocol}//${user}${host}${pathname}`;
}
