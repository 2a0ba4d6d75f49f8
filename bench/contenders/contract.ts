// This server with everything on: order of checks, schema, replays, deadline, response check, signature.
import { createSendOtpServer, MemoryReplayStore, sent, supportOnly } from '@sendotp-contract/server';
import { announce, keysFromParent } from '../keys.js';

const keys = keysFromParent();
let serial = 0;
const maxEntries = process.env['BENCH_REPLAYS'];
const server = await createSendOtpServer({
  clients: { BENCH: keys.caller.publicKey },
  privateKey: keys.mpp.privateKey,
  ...(maxEntries === undefined ? {} : { replays: new MemoryReplayStore({ maxEntries: Number(maxEntries) }) }),
  handlers: supportOnly({
    sendOTP: () => {
      serial += 1;
      return Promise.resolve(sent(String(serial).padStart(32, '0')));
    },
  }),
});
announce((await server.listen({ port: 0 })).port);
