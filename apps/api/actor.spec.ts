import { describe, expect, it } from '@jest/globals';
import { actorOf, readerOf } from './actor.ts';

describe('the actor of a request', () => {
  it('is a developer without a post or a role, when the headers say nothing', () => {
    expect(actorOf({})).toEqual({ account: 'developer', by: {} });
    expect(readerOf({}).side).toBe('public');
  });

  it('is a post of management', () => {
    const headers = { 'x-kierto-account': 'maija', 'x-kierto-post': 'head-of-service' };
    expect(actorOf(headers)).toEqual({ account: 'maija', by: { post: 'head-of-service' } });
    expect(readerOf(headers).side).toBe('management');
  });

  it('is a role for a group, perhaps of another organisation', () => {
    const headers = { 'x-kierto-role': 'coordinator', 'x-kierto-group': 'aula', 'x-kierto-organisation': 'parish' };
    expect(actorOf(headers).by).toEqual({ role: 'coordinator', group: 'aula', organisation: 'parish' });
    expect(readerOf(headers).side).toBe('group');
  });

  it('is somebody who came through the link of a group', () => {
    expect(actorOf({ 'x-kierto-group': 'aula' }).by).toEqual({ group: 'aula' });
  });

  it('is administration', () => {
    expect(readerOf({ 'x-kierto-role': 'administrator' }).side).toBe('administration');
  });

  it.each([
    [{ 'x-kierto-account': 'two words' }, /X-Kierto-Account/],
    [{ 'x-kierto-post': 'a'.repeat(65) }, /X-Kierto-Post/],
    [{ 'x-kierto-role': 'king' }, /X-Kierto-Role must be one of/],
    [{ 'x-kierto-role': '__proto__' }, /X-Kierto-Role/],
    [{ 'x-kierto-group': 'Big Group' }, /X-Kierto-Group/],
    [{ 'x-kierto-organisation': '<b>' }, /X-Kierto-Organisation/],
    [{ 'x-kierto-post': 'head', 'x-kierto-role': 'coordinator' }, /X-Kierto-Post and X-Kierto-Role/],
  ])('is refused from %j in a sentence that names the header', (headers, sentence) => {
    expect(() => actorOf(headers)).toThrow(sentence);
    expect(() => actorOf(headers)).toThrow(expect.objectContaining({ code: 'request.header' }));
  });
});
