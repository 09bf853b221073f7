/**
 * A site whose callers and agents each send a tone of their own, so that who hears whom can be measured: what is
 * heard at each phone against what the
 * test expects, and against what the desks are told of the call (`hears`).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeskState, LiveCall, LiveParty } from '@bahu/contract/realtime.ts';
import { isCallStage } from '@bahu/domain/agents/state.ts';
import { groupOf } from '@bahu/domain/monitor/states.ts';
import { expect } from 'vitest';
import { AgentClient, type SipAccess } from './agent-client.ts';
import { closeLedger } from './ledger.ts';
import { agentTone, phonesAddress, startPhones, type Phones } from './phones.ts';
import { startSite, type Site, type SitePorts } from './site.ts';
import type { SmallTenantOptions } from './small-tenant.ts';
import { loudness, meanToneLevel } from './tones.ts';

/** Of the agents' phones, in hertz, none a multiple of another or of a caller's, or a note of the music. */
const agentTones = [710, 850, 590, 930, 640, 750, 510, 810];
/**
 * In decibels below full scale: a tone comes at -13, a little less among seven others; at its frequency the music has
 * -38 at most.
 */
const steady = -26;
/** Music is louder, a line on which nobody speaks is quieter. */
const quiet = -45;
/** It leads on by itself soon after its prompt, if nobody presses a key. */
const quickMenu = { prompt: 'beep', waitSeconds: 2, tries: 1 };
const listenSamples = 5600;

/** Who hears whom, by name: `customer`, `agent-0`, `outside`; whom they hear in the order of the names, or `music`. */
export type Heard = Record<string, string>;
/** Music is not measured behind a voice, as that of a whisper to one who is on hold. */
const inOrder = (names: readonly string[]): string =>
  names
    .filter((name) => name !== 'music' || names.length === 1)
    .toSorted()
    .join(' ');

/** Callers by their names: their number and, in hertz, their tone. */
const callers = {
  customer: { from: '13900000042', tone: 420 },
  second: { from: '13900000043', tone: 470 },
  third: { from: '13900000044', tone: 380 },
  reachable: { from: '13900000041', tone: 350 },
} as const;
export type Caller = keyof typeof callers;
export const isCaller = (who: string): who is Caller => who in callers;

const tones: readonly (readonly [string, number])[] = [
  ...Object.entries(callers).map(([name, { tone }]) => [name, tone] as const),
  ...agentTones.map((hertz, i) => [`agent-${i}`, hertz] as const),
  ['outside', agentTone],
];

export class ToneTeam {
  readonly site: Site;
  readonly phones: Phones;
  readonly agents: AgentClient[] = [];
  /** Calls on the wire. */
  calls = 0;
  private readonly access: SipAccess[] = [];
  /** Callers on the wire, by their channels. */
  private readonly callers = new Map<string, Caller>();

  private constructor(site: Site, phones: Phones) {
    this.site = site;
    this.phones = phones;
  }

  /** Starts the site and signs its agents in, at most eight, each with a desk phone that answers by itself. */
  static async gather(ports: SitePorts, agents: number, options: Partial<SmallTenantOptions> = {}): Promise<ToneTeam> {
    const trunk = { host: phonesAddress, port: ports.phonesSip };
    const tenant = {
      agents,
      trunk,
      wrapUpSeconds: 0,
      ringSeconds: 10,
      maxWaitSeconds: 60,
      menu: quickMenu,
      ...options,
    };
    const [site, phones] = await Promise.all([startSite({ ports, tenant }), startPhones(ports, { writesAt: 48_000 })]);
    const team = new ToneTeam(site, phones);
    await Promise.all(team.site.tenant.agents.map((_, i) => team.signIn(i)));
    return team;
  }

  private async signIn(i: number): Promise<void> {
    const agent = new AgentClient(this.site.url, this.site.tenant.code + this.site.tenant.agents[i]!.extension);
    this.agents[i] = agent;
    await agent.signIn();
    await agent.watch();
    await this.plugIn(i);
  }
  /** A desk phone of the agent's, anew: it answers by itself with their tone, or rings. */
  async plugIn(i: number, isRinging = false): Promise<void> {
    const agent = this.agents[i]!;
    const access = await agent.issueDeskPhone();
    this.access[i] = access;
    await agent.until((desk) => !desk.isPhoneRegistered);
    await this.phones.register(access, isRinging ? 'rings' : agentTones[i]!);
    await agent.until((desk) => desk.isPhoneRegistered);
  }

  async stop(): Promise<void> {
    for (const agent of this.agents) agent.close();
    await this.site.stop();
    await this.phones.stop();
  }

  idOf(i: number): string {
    return this.site.tenant.agents[i]!.id;
  }
  callOf(i: number): LiveCall {
    const call = this.agents[i]!.desk?.call;
    if (!call) throw new Error(`agent ${i} has no call`);
    return call;
  }

  /** Another agent's party in the call of agent `i`. */
  partyOf(i: number, other: number): string {
    return this.callOf(i).parties.find(({ agentId }) => agentId === this.idOf(other))!.partyId;
  }

  /** An agent asks for something, which must be granted. */
  async ask(i: number, method: string, path: string, body?: unknown): Promise<void> {
    const { status, body: answer } = await this.agents[i]!.request(method, path, body);
    expect([method, path, status, answer]).toEqual([method, path, 200, {}]);
  }
  /** What an agent does in their call, like `POST consult`. */
  step(i: number, method: string, what: string, body?: unknown): Promise<void> {
    return this.ask(i, method, `/desk/calls/${this.callOf(i).callId}/${what}`, body);
  }
  hangUp(i: number): Promise<void> {
    return this.ask(i, 'DELETE', `/desk/calls/${this.callOf(i).callId}`);
  }

  async choose(state: 'ready' | 'away', agents: readonly number[]): Promise<void> {
    await Promise.all(agents.map((i) => this.ask(i, 'PUT', '/desk/state', { state })));
  }
  /** Nobody is in a call, and everybody may be. */
  async allReady(): Promise<void> {
    const isDone = ({ call, state }: DeskState): boolean => call === null && state !== 'wrap-up' && !isCallStage(state);
    await Promise.all(this.agents.map((agent) => agent.until(isDone)));
    await this.choose(
      'ready',
      this.agents.map((_, i) => i),
    );
  }

  /** The agent's desk phone dials a number itself, and sends their tone; resolves with the id of its channel. */
  dial(i: number, number: string): Promise<string> {
    return this.phones.dial(this.access[i]!, number, agentTones[i]!);
  }
  /** Somebody calls; resolves with the id of their channel. */
  async call(name: Caller = 'customer', keys?: string): Promise<string> {
    this.calls++;
    const pressed = keys === undefined ? {} : { keys };
    const channel = await this.phones.call(this.site.tenant.did, { ...callers[name], ...pressed });
    this.callers.set(channel, name);
    return channel;
  }
  /** A caller who talks with this agent, because nobody else could take the call. */
  async talking(i = 0, name: Caller = 'customer'): Promise<string> {
    const free = this.agents.flatMap(({ desk }, other) => (other !== i && desk?.state === 'ready' ? [other] : []));
    await this.choose('away', free);
    const channel = await this.call(name);
    await this.agents[i]!.until((desk) => desk.call?.phase === 'talking');
    // What is heard is known a moment later: what comes next must not be measured by the music of before.
    await expect.poll(() => this.heardNow(), { interval: 100 }).toMatchObject({ [name]: `agent-${i}` });
    await this.choose('ready', free);
    return channel;
  }
  /** A caller hangs up. */
  async leave(name: Caller): Promise<void> {
    for (const [channel, caller] of this.callers) if (caller === name) await this.phones.hangUp(channel);
  }
  /** An agent consults a colleague, and they talk. */
  async consult(i: number, colleague: number): Promise<void> {
    await this.step(i, 'POST', 'consult', { agentId: this.idOf(colleague) });
    await this.agents[colleague]!.until((desk) => desk.state === 'talking' && desk.call?.phase === 'talking');
  }
  /** An agent of the last index or another supervises: listens, whispers, … */
  async supervise(by: number, i: number, what: string): Promise<void> {
    await this.ask(by, 'PUT', `/monitor/agents/${this.idOf(i)}/${what}`);
    await this.agents[by]!.until(({ state }) => state === 'supervising' || state === 'talking');
  }

  /** Whom each phone that is up heard lately. */
  async heardNow(): Promise<Heard> {
    const up = await this.phones.channels();
    const hearers = up.flatMap(({ id, dialplan }): [string, string][] => {
      const own = /^60(\d\d)$/.exec(dialplan?.exten ?? '');
      if (own) return [[`agent-${agentTones.indexOf(Number(own[1]) * 10)}`, id]];
      const who = this.callers.get(id) ?? (['1', '88'].includes(dialplan?.exten ?? '') ? 'outside' : null);
      return who === null ? [] : [[who, id]];
    });
    const heardLately = (id: string): Int16Array => this.phones.heard(id).subarray(-listenSamples);
    return Object.fromEntries(hearers.map(([who, id]) => [who, this.heardBy(who, heardLately(id))]));
  }
  private heardBy(who: string, samples: Int16Array): string {
    const isHeard = ([name, hertz]: readonly [string, number]): boolean =>
      name !== who && meanToneLevel(samples, hertz) > steady;
    const heard = tones.filter(isHeard).map(([name]) => name);
    return heard.length > 0 ? inOrder(heard) : loudness(samples) > quiet ? 'music' : '';
  }

  /** Whom everybody in the agent's call hears, as the agent's desk is told. */
  toldOf(i: number): Heard {
    const { parties } = this.callOf(i);
    const named = new Map(parties.map((party) => [party.partyId, this.nameOf(party)]));
    const heardBy = ({ hears }: LiveParty): string => inOrder(hears.map((one) => named.get(one) ?? one));
    return Object.fromEntries(parties.map((party) => [this.nameOf(party), heardBy(party)]));
  }
  /**
   * Whom everybody hears who is in a call of an agent's: what agents hear as they are told themselves, what others
   * hear as one of the agents is told.
   */
  toldByAll(): Heard {
    const all: Heard = {};
    for (const [i, { desk }] of this.agents.entries()) {
      if (!desk?.call || groupOf(desk.state) === 'ringing') continue;
      for (const [who, hears] of Object.entries(this.toldOf(i))) {
        if (who === `agent-${i}` || !who.startsWith('agent-')) all[who] = hears;
      }
    }
    return all;
  }
  private nameOf({ agentId, number }: LiveParty): string {
    if (agentId !== null) return `agent-${this.site.tenant.agents.findIndex(({ id }) => id === agentId)}`;
    return Object.entries(callers).find(([, { from }]) => number.endsWith(from))?.[0] ?? 'outside';
  }

  /**
   * Waits until everybody hears whom they should and nobody else, and still does a moment later; the desks of
   * `tellers` must have been told the same.
   */
  async heard(expected: Heard, tellers: readonly number[] = []): Promise<void> {
    await expect.poll(() => this.heardNow(), { interval: 100 }).toEqual(expected);
    await sleep(800);
    expect(await this.heardNow()).toEqual(expected);
    for (const i of tellers) expect(this.toldOf(i)).toEqual(expected);
  }

  /** Watches all desks again after the server was away. */
  async watchAgain(): Promise<void> {
    await Promise.all(
      this.agents.map(async (agent) => {
        agent.close();
        agent.desk = null;
        await agent.watch();
      }),
    );
  }

  /** What has happened in the call of agent `i`, by the types of its facts in order. */
  async factsIn(i: number): Promise<string[]> {
    const facts = 'select type from call_events where call_id = $1 order by seq';
    return (await this.site.sql<{ type: string }>(facts, [this.callOf(i).callId])).map(({ type }) => type);
  }

  /** Ends every call, waits until everybody is free, and closes the books. */
  async close({ announcedSeconds = 0 } = {}): Promise<string[]> {
    const up = (await this.phones.channels()).filter(({ id }) => this.callers.has(id));
    await Promise.all(up.map(({ id }) => this.phones.hangUp(id).catch(() => undefined)));
    this.callers.clear();
    // Agents who are left talk on with each other.
    const left = this.agents.filter(({ desk }) => desk?.call);
    await Promise.all(left.map((agent) => agent.request('DELETE', `/desk/calls/${agent.desk!.call!.callId}`)));
    await this.allReady();
    // The job of a server that was killed is taken up by the next one when it has been silent for twenty seconds.
    return closeLedger(this.site, { calls: this.calls, announcedSeconds });
  }
}
