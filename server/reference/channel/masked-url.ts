/** A URL for people to read: no password, and no query, which may hold keys. `smtp://user:***@mail.example.com:587` */
export function maskUrl({ protocol, username, password, host, pathname }: URL): string {
  const user = username === '' && password === '' ? '' : `${username}${password === '' ? '' : ':***'}@`;
  return `${protocol}//${user}${host}${pathname}`;
}
