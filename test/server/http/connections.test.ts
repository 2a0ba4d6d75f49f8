import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Connections } from '../../../server/contract/http/connections.js';

describe('a connection', () => {
  it('that dies with requests still queued on it leaves nothing behind', () => {
    const connections = new Connections();
    const socket = new Socket();
    const response = new ServerResponse(new IncomingMessage(socket));
    // Queued behind another, it is never told that the socket has gone.
    expect(connections.takesOn(response.req, response)).toBe(true);
    expect(connections.size).toBe(1);
    socket.emit('close');
    expect(connections.size).toBe(0);
  });
});
