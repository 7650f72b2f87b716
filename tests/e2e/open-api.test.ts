import { expect, test } from 'playwright/test';
import { expectNoBarriersAt } from '#tests/support/barriers.ts';
import { scripted } from '#tests/support/scripted.ts';

const reference = '/open/api/v1/reference';

test('no barrier on the reference of the API, in both languages', async ({ page }) => {
  await expectNoBarriersAt(page, reference);
  await expectNoBarriersAt(page, `${reference}/list_disclosures`);
});

test('an operation is found, tried with a filter, and its answer shown in the page', async ({ page }) => {
  await page.goto(`/en${reference}`);
  await page.getByRole('link', { name: 'Disclosures: list' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Disclosures: list');
  await scripted(page);
  await page.getByLabel('limit').fill('3');
  await page.getByLabel('status').selectOption('overdue');
  await page.getByRole('button', { name: 'Try it' }).click();
  const answer = page.getByRole('region', { name: 'Answer', exact: true });
  const status = page.getByRole('status').filter({ hasText: 'application/' });
  await expect(answer).toContainText('"status": "overdue"');
  await expect(status).toContainText('200 application/json');
  await expect(page.getByText('repr-digest')).toBeVisible();
  await expect(page.getByRole('link', { name: /Open the result/ })).toHaveAttribute(
    'href',
    '/en/open/api/v1/disclosures?limit=3&status=overdue'
  );
  // what is wrong is shown like any other answer
  await page.getByLabel('cursor').fill('nothing');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(answer).toContainText('open_cursor_damaged');
  await expect(status).toContainText('400');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the form of an operation leads to the data, also where the address names a record', async ({
    page
  }) => {
    await page.goto(`${reference}/list_projects`);
    await page.getByLabel('limit').fill('2');
    await page.getByRole('button', { name: '试一试' }).click();
    await expect(page).toHaveURL(/\/open\/api\/v1\/projects\?limit=2$/);
    const id = /"id":"([a-z0-9]+)"/.exec(await page.content())?.[1] ?? '';
    await page.goto(`${reference}/read_projects`);
    await page.getByLabel('id').fill(id);
    await page.getByRole('button', { name: '试一试' }).click();
    await expect(page).toHaveURL(new RegExp(`/open/api/v1/projects/${id}$`));
    expect(await page.content()).toContain(id);
  });
});
