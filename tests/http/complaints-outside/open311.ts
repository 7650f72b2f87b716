import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { publicWords } from '#tests/support/complaints-outside.ts';
import { contract, type Shape } from '#tests/support/open311.ts';
import type { OutsideStory } from '#tests/support/outside-story.ts';

/** Open311 GeoReport v2, as programs of others speak it. */
export function open311(s: () => OutsideStory): void {
  const city = 'jurisdiction_id=420100';

  const formats = ['xml', 'json'] as const;
  const types = { xml: 'text/xml; charset=utf-8', json: 'application/json; charset=utf-8' };

  const post = (format: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    s().program(`/open311/v2/requests.${format}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers
    });
  const whole = (more: Record<string, string> = {}) => ({
    api_key: s().key.secret,
    jurisdiction_id: '420100',
    service_code: 'seepage',
    address_string: '江岸区示例路 1 号 3 栋',
    description: '厨房顶漏水',
    ...more
  });
  const filed = z.tuple([
    z.object({
      service_request_id: z.string().optional(),
      token: z.string().optional(),
      service_notice: z.string().nullable(),
      tracking_code: z.string().optional()
    })
  ]);

  describe.each(formats)('Open311 in %s', (format) => {
    async function fits(
      context: Parameters<typeof contract>[0],
      response: Response,
      shape: Shape,
      status = 200
    ) {
      const text = await response.text();
      expect(response.status, text).toBe(status);
      expect(response.headers.get('content-type')).toBe(types[format]);
      const check = contract(context);
      check[format](shape, text);
    }

    const reads: [string, Shape][] = [
      ['discovery', 'discovery'],
      [`services?${city}`, 'services'],
      [`services/seepage?${city}`, 'service_definition'],
      [`requests?${city}`, 'requests'],
      [`requests?${city}&extensions=true&page=1&page_size=2`, 'requests'],
      [`requests?${city}&status=closed`, 'requests'],
      [`requests?${city}&service_code=cracks`, 'requests'],
      [`requests?${city}&service_request_id=&start_date=&end_date=&status=&service_code=`, 'requests']
    ];
    it.for(reads)(
      'answers %s as the contract says, to browsers anywhere too',
      async ([path, shape], context) => {
        const [name = '', query = ''] = path.split('?');
        const response = await s().program(`/open311/v2/${name}.${format}?${query}`);
        expect(response.headers.get('access-control-allow-origin')).toBe('*');
        await fits(context, response, shape);
        const english = await s().program(`/en/open311/v2/${name}.${format}?${query}`);
        await fits(context, english, shape);
      }
    );

    it('files a complaint, which is not public yet', async (context) => {
      await fits(context, await post(format, whole()), 'filed');
      await fits(
        context,
        await post(format, whole({ extensions: 'true', lat: '30.6', long: '114.3', address_string: '' })),
        'filed'
      );
    });

    it('tells one request', async (context) => {
      await fits(
        context,
        await s().program(`/open311/v2/requests/${s().shown.number}.${format}?${city}`),
        'requests'
      );
      const extended = await s().program(
        `/open311/v2/requests/${s().shown.number}.${format}?${city}&extensions=true`
      );
      await fits(context, extended, 'requests');
    });

    const day = '2026-10-01T00:00:00Z';
    const gets: [number, string][] = [
      [400, 'services.F'],
      [400, 'services.F?jurisdiction_id='],
      [404, 'services.F?jurisdiction_id=wuhan'],
      [400, 'services/seepage.F'],
      [404, 'services/seepage.F?jurisdiction_id=110000'],
      [404, `services/unknown.F?${city}`],
      [400, 'requests.F'],
      [404, 'requests.F?jurisdiction_id=999999'],
      [404, `requests.F?${city}&service_code=unknown`],
      [400, `requests.F?${city}&status=fixed`],
      [400, `requests.F?${city}&start_date=yesterday`],
      [400, `requests.F?${city}&start_date=2026-02-31T25:00:00Z`],
      [400, `requests.F?${city}&end_date=01.02.2026`],
      [400, `requests.F?${city}&start_date=${day}&end_date=2026-09-01T00:00:00Z`],
      [400, `requests.F?${city}&start_date=2026-01-01T00:00:00Z&end_date=${day}`],
      [400, `requests.F?${city}&page=0`],
      [400, `requests.F?${city}&page_size=1001`],
      [400, `requests.F?${city}&extensions=maybe`],
      [400, 'requests/C420100-2026-000001.F'],
      [404, `requests/C420100-2026-999999.F?${city}`],
      [404, `requests/HIDDEN.F?${city}`],
      [404, 'requests/SHOWN.F?jurisdiction_id=420600'],
      [400, 'tokens/11111111-1111-4111-8111-111111111111.F'],
      [404, `tokens/11111111-1111-4111-8111-111111111111.F?${city}`],
      [404, `tokens/none.F?${city}`],
      [404, `nothing.F?${city}`]
    ];
    it.for(gets)('answers %i for %s', async ([status, pattern], context) => {
      const path = pattern
        .replace('.F', `.${format}`)
        .replace('HIDDEN', s().hidden.receipt.number)
        .replace('SHOWN', s().shown.number);
      const response = await s().program(`/open311/v2/${path}`);
      await fits(context, response, 'errors', status);
    });

    const posts: [number, string, Record<string, string>][] = [
      [403, 'no key', { api_key: '' }],
      [403, 'an unknown key', { api_key: 'o311_guess' }],
      [403, 'a key that was ended', { api_key: 'ENDED' }],
      [403, 'a key of another city', { api_key: 'ELSEWHERE' }],
      [400, 'no jurisdiction', { jurisdiction_id: '' }],
      [404, 'an unknown jurisdiction', { jurisdiction_id: '123456' }],
      [400, 'no service', { service_code: '' }],
      [404, 'an unknown service', { service_code: 'potholes' }],
      [400, 'no place', { address_string: '' }],
      [400, 'half a place', { address_string: '', lat: '30.6' }],
      [400, 'a place off the earth', { lat: '130.6', long: '114.3' }],
      [400, 'a place that is no number', { lat: 'north', long: '114.3' }],
      [400, 'an unknown address_id', { address_id: '420602' }],
      [400, 'markup', { description: 'see <script>alert(1)</script>' }],
      [400, 'a long description', { description: 'x'.repeat(4001) }],
      [400, 'a wrong e-mail', { email: 'nobody' }],
      [400, 'a wrong phone', { phone: 'call me' }],
      [400, 'a media_url that is none', { media_url: 'file:///etc/passwd' }],
      [400, 'an unknown attribute', { 'attribute[colour]': 'red' }],
      [400, 'an attribute with a wrong value', { 'attribute[urgent]': 'very' }],
      [400, 'an unknown project', { 'attribute[project]': '420102209901010101' }]
    ];
    it.for(posts)('answers %i for a filing with %s', async ([status, , fields], context) => {
      const keys: Record<string, string> = { ENDED: s().endedKey.secret, ELSEWHERE: s().elsewhere.secret };
      const given = fields.api_key ? { ...fields, api_key: keys[fields.api_key] ?? fields.api_key } : fields;
      await fits(context, await post(format, whole(given)), 'errors', status);
    });

    it('answers errors in its own form for other methods, other bodies, and what is too large', async (context) => {
      const at = `/open311/v2/requests.${format}`;
      await fits(context, await post(format, whole({ description: 'x'.repeat(70_000) })), 'errors', 413);
      const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
      await fits(context, await s().program(at, json), 'errors', 400);
      const foreign = await s().program(at, { method: 'PUT', body: 'x' });
      await fits(context, foreign, 'errors', 403);
      const put = await s().program(at, { method: 'PUT', body: 'x', headers: { origin: s().url } });
      await fits(context, put, 'errors', 405);
      const elsewhere = await s().program(`/open311/v2/discovery.${format}`, {
        method: 'POST',
        body: new URLSearchParams()
      });
      await fits(context, elsewhere, 'errors', 404);
    });
  });

  describe('what is filed', () => {
    it('is kept with a number, its contact data sealed, and the device left out', async () => {
      const fields = whole({
        email: 'canary@example.org',
        first_name: '卡娜丽',
        phone: '13911112222',
        device_id: 'canary-device',
        account_id: 'canary-account',
        media_url: 'http://127.0.0.1:1/canary.jpg',
        'attribute[spot][]': '3 栋 302'
      });
      const response = await post('json', { ...fields, extensions: 'true' });
      const [answer] = filed.parse(await response.json());
      expect(answer.service_request_id).toMatch(/^C420100-\d{4}-\d{6}$/);
      expect(answer.tracking_code).toMatch(/^[2-9a-z]{20}$/);
      expect(answer.service_notice).toContain('media_url');
      const [plain] = filed.parse(await (await post('json', fields)).json());
      expect(plain.tracking_code).toBeUndefined();
      for (const path of [
        `requests.json?${city}&extensions=true`,
        `requests/${answer.service_request_id ?? ''}.json?${city}`
      ])
        expect(await (await s().program(`/open311/v2/${path}`)).text()).not.toMatch(
          /canary|卡娜丽|13911112222|厨房顶漏水/
        );
      expect(s().log()).not.toMatch(/canary|卡娜丽|13911112222/);
    });

    it('beyond what a key may file in an hour has a token until an officer looked at it', async (context) => {
      let last: z.infer<typeof filed>[0] = { service_notice: null };
      for (let n = 0; n < 70 && last.token === undefined; n += 1)
        [last] = filed.parse(await (await post('json', whole())).json());
      expect(z.uuid().parse(last.token)).toBeTruthy();
      expect(last.service_request_id).toBeUndefined();
      for (const format of formats) {
        const text = await (
          await s().program(`/open311/v2/tokens/${last.token ?? ''}.${format}?${city}`)
        ).text();
        contract(context)[format]('token', text);
        if (format === 'json')
          expect(JSON.parse(text)).toEqual([{ service_request_id: null, token: last.token }]);
        const after = await (await post(format, whole())).text();
        contract(context)[format]('filed', after);
      }
    });
  });

  const listed = z.array(
    z.looseObject({ service_request_id: z.string(), description: z.string().nullable() })
  );

  describe('what is read', () => {
    it('survives what XML cannot hold, and says the same in JSON', async (context) => {
      const at = `requests/${s().strangeOne.receipt.number}`;
      const xml = await (await s().program(`/open311/v2/${at}.xml?${city}`)).text();
      contract(context).xml('requests', xml);
      expect(xml).toContain('a &amp; b &lt; c &gt; "d"');
      const [one] = listed.parse(await (await s().program(`/open311/v2/${at}.json?${city}`)).json());
      expect(one?.description).toContain('a & b < c > "d"');
    });

    it('is what the bureau published, in words or without', async () => {
      const response = await s().program(`/open311/v2/requests.json?${city}&extensions=true`);
      const list: unknown = await response.json();
      const of = ({ number }: { number: string }) =>
        listed.parse(list).find(({ service_request_id: id }) => id === number);
      expect(of(s().shown)).toMatchObject({ description: publicWords.text });
      expect(of(s().stub)).toMatchObject({ description: null, lat: null, long: null, address: '江岸区' });
      expect(JSON.stringify(list)).not.toContain('原话');
    });

    it('is in the language of the address', async () => {
      const names = z.array(z.object({ service_code: z.string(), service_name: z.string() }));
      const read = async (start: string) =>
        names.parse(await (await s().program(`${start}/open311/v2/services.json?${city}`)).json())[0]
          ?.service_name;
      expect([await read(''), await read('/en')]).toEqual(['渗漏', 'Leaks and damp']);
    });

    it('names the endpoint that it was asked at', async () => {
      const found: unknown = await (await s().program('/open311/v2/discovery.json')).json();
      expect(found).toMatchObject({ endpoints: [{ url: `${s().url}/open311/v2`, type: 'production' }] });
    });
  });

  it('gives no hint which token or number exists', async () => {
    const answers = await Promise.all(
      [s().hidden.receipt.number, 'C420100-2026-888888'].map(async (number) =>
        (await s().program(`/open311/v2/requests/${number}.json?${city}`)).text()
      )
    );
    expect(answers[0]).toBe(answers[1]);
    expect((await s().program(`/open311/v2/tokens/${randomUUID()}.json?${city}`)).status).toBe(404);
  });
}
