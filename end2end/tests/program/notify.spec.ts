// Letters that remind: sent once, in two ways, to those who want them, with a link that confirms.

import type { Page } from "@playwright/test";
import { create } from "../../support/database.ts";
import { LOOKS, SOME_LOOKS, expectNoBarriers } from "../../support/check.ts";
import { submit } from "../../support/form.ts";
import { type Arrived, Postbox } from "../../support/postbox.ts";
import { signIn } from "../../support/people.ts";
import type { Ended, Program, Server } from "../../support/program.ts";
import { TODAY, expect, test as base } from "../../support/test.ts";

const [CONTACT, KREIS, LEAD] = ["contact@demo.example", "kreis@demo.example", "lead@demo.example"];

/** What is due in the demonstration on its day. */
const ALL = "2\u{a0}Erinnerungen, ein Wochenbericht, ein Hinweis auf Fristen";

const test = base.extend<{ postbox: Postbox; server: Server; notify: (on?: string, ...args: string[]) => Promise<Ended> }>({
  postbox: async ({}, use) => {
    const postbox = await Postbox.start();
    await use(postbox);
    await postbox.stop();
  },
  environment: async ({ postbox }, use) => use(postbox.settings),
  server: async ({ told, serve }, use) => {
    const database = await create("sqlite", told.url);
    const server = await serve(database.url, "--today", TODAY);
    await use(server);
    await server.stop();
    await database.remove();
  },
  notify: async ({ program, environment, server }, use) => {
    await use((on = TODAY, ...args) =>
      program.with(environment).run(server.database, "notify", "--public-url", server.url, "--today", on, ...args),
    );
  },
  visitor: async ({ as, server }, use) => use(as === null ? null : await signIn(server, `${as}@demo.example`)),
  baseURL: async ({ server }, use) => use(server.url),
});

/** The one letter to somebody. */
function letter(postbox: Postbox, to: string): Arrived {
  const arrived = postbox.to(to);
  expect(arrived, to).toHaveLength(1);
  return arrived[0]!;
}

/** What must not change by looking. */
async function state(program: Program, server: Server): Promise<unknown> {
  return [await program.coverage(server.database, "--today", TODAY), await program.succeed(server.database, "audit", "verify")];
}

/** Opens a letter's link as its reader, who is signed in nowhere. */
async function follow(page: Page, { mail }: Arrived): Promise<void> {
  const link = /^(http\S+\/bestaetigen\/[0-9a-f]{64})$/m.exec(mail.text!)![1]!;
  expect((await page.goto(link))!.status()).toBe(200);
}

test("everybody gets one letter in two ways, and nobody a second one", async ({ notify, postbox, server }) => {
  const first = await notify();
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toBe(`Verschickt: ${ALL}.\n`);
  expect(postbox.letters.map(({ recipients }) => recipients.join())).toEqual([LEAD, LEAD, KREIS, CONTACT]);

  const reminder = letter(postbox, CONTACT);
  expect(reminder.mail.subject).toMatch(/^Lagebild: .* für Markt Meitingen$/);
  expect(reminder.mail.to).toMatchObject([{ address: CONTACT }]);
  for (const way of [reminder.mail.text!, reminder.mail.html!]) {
    expect(way).toContain("Markt Meitingen");
    expect(way).toContain("Wohnsitz anmelden");
    expect(way).toContain(`${server.url}/meine-kommune`);
    expect(way, "no more of a person than is needed").not.toContain("Konrad");
  }
  expect(reminder.mail.html, "nothing that calls home").not.toMatch(/<script|<img|src=|url\(/);
  expect(reminder.source).toMatch(/^List-Unsubscribe: <http:\/\/\S+\/abbestellen>\r$/m);

  const kreis = letter(postbox, KREIS);
  expect(kreis.mail.text!.match(/\/bestaetigen\//g), "the most urgent of many").toHaveLength(5);
  expect(kreis.mail.text).toMatch(/Auch bei \d+\sweiteren Behörden ist etwas offen\./);
  const [report, late] = postbox.to(LEAD) as [Arrived, Arrived];
  expect(report.mail.subject).toBe("Lagebild: Wochenbericht KW 48/2026");
  expect(late.mail.subject).toBe("Lagebild: Frist vom 20.11.2026 ist abgelaufen");
  expect(late.mail.text).toMatch(/^http:\S+\/massnahmen\/\d+$/m);
  expect(report.mail.text).toMatch(/- Behörden: [\d,]+\s% \([\d.]+ von 1\.456\), am 16\.11\.2026 waren es [\d,]+\s%/);

  const second = await notify();
  expect(second).toMatchObject({ code: 0, stdout: "Verschickt: nichts.\n" });
  expect(postbox.letters).toHaveLength(4);
});

test("the link in the letter confirms the status", async ({ notify, postbox, page, program, server }) => {
  await notify();
  const before = await state(program, server);
  await follow(page, letter(postbox, CONTACT));
  expect(await state(program, server), "looking changes nothing").toEqual(before);
  for (const choice of await page.getByRole("combobox").all()) {
    if ((await choice.inputValue()) === "unknown") await choice.selectOption("noch nicht begonnen");
  }
  expect(await submit(page, "Stimmt so – bestätigen")).toBe(303);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Danke, der Stand ist bestätigt");
  expect(await state(program, server)).not.toEqual(before);
});

test("who wants none gets none: by the link of the letter and by the account", async ({
  notify,
  postbox,
  page,
  server,
  newBrowser,
}) => {
  await notify();
  await follow(page, letter(postbox, CONTACT));
  expect(await submit(page, "Keine Erinnerungen mehr")).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "Sie bekommen keine Erinnerungen mehr" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Keine Erinnerungen mehr" })).toHaveCount(0);
  await expectNoBarriers(page, SOME_LOOKS);

  const lead = await newBrowser(await signIn(server, LEAD));
  await lead.goto("/konto#erinnerungen");
  await lead.getByLabel("Ich möchte per E-Mail erinnert werden").uncheck();
  expect(await submit(lead, "Erinnerungen speichern")).toBe(303);
  await expect(lead.getByRole("status").filter({ hasText: "Erinnerungen sind abgeschaltet" })).toBeVisible();
  await expect(lead.getByLabel("Ich möchte per E-Mail erinnert werden")).not.toBeChecked();

  const nextWeek = await notify("2026-11-30");
  expect(nextWeek.code, nextWeek.stderr).toBe(0);
  expect(postbox.to(CONTACT)).toHaveLength(1);
  expect(postbox.to(LEAD)).toHaveLength(2);
  const subjects = postbox.to(KREIS).map(({ mail }) => mail.subject!);
  const reminders = subjects.filter((subject) => /offene\sPunkte/.test(subject));
  expect(reminders, "who did not ask for it is written to again").toHaveLength(2);
});

test("a dry run says who would get what, and neither sends nor writes", async ({ notify, postbox, program, server }) => {
  const before = await state(program, server);
  const dry = await notify(TODAY, "--dry-run");
  expect(dry.code).toBe(0);
  const lines = dry.stdout.trim().split("\n");
  expect(lines).toHaveLength(5);
  expect(lines[3]).toMatch(/^contact@demo\.example\tLagebild: .* für Markt Meitingen\tKommunalkontakt, /);
  expect(lines[4]).toBe(`Fällig: ${ALL}.`);
  expect(dry.stderr).toContain("Es wurde nichts verschickt");
  expect(postbox.letters).toEqual([]);
  expect(await state(program, server)).toEqual(before);
  expect((await notify()).stdout, "what was only looked at is still due").toBe(`Verschickt: ${ALL}.\n`);
});

base("without a mail server or an address it says what is missing", async ({ program, told }) => {
  const plain = await program.run(told.url, "notify", "--today", TODAY);
  expect(plain).toMatchObject({ code: 1, stdout: "" });
  expect(plain.stderr).toContain("LAGEBILD_SMTP_URL");
  const settings = { LAGEBILD_SMTP_URL: "smtp://127.0.0.1:9", LAGEBILD_MAIL_FROM: "lagebild@land.example" };
  const addressless = await program.with(settings).run(told.url, "notify", "--today", TODAY);
  expect(addressless).toMatchObject({ code: 1, stdout: "" });
  expect(addressless.stderr).toContain("LAGEBILD_PUBLIC_URL");
});

test.describe("the page of leads", () => {
  test.use({ as: "lead" });

  test("shows who would get what, and what was sent", async ({ page, notify, forEverybody }) => {
    await page.goto("/verwaltung/benachrichtigungen");
    await expect(page.getByRole("note")).toContainText("In der Demonstration verschickt Lagebild nichts von selbst");
    const due = page.getByRole("region", { name: "Fällige Briefe" }).first();
    await expect(due.getByRole("row").filter({ hasText: CONTACT })).toContainText("für Markt Meitingen");
    await expect(page.getByRole("region", { name: "Verschickt" }).first()).toContainText("wurde nichts verschickt");
    await forEverybody("Benachrichtigungen", LOOKS);

    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole("link", { name: "Brief ansehen: Konrad Kontakt (Demo), Erinnerung" }).click();
    await forEverybody("Erinnerung an Konrad Kontakt (Demo)");
    await expect(page.getByRole("region", { name: "Als Text" })).toContainText("/bestaetigen/folgt-beim-versand");
    await page.getByRole("link", { name: /HTML/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Lagebild: .* für Markt Meitingen$/);
    const action = page.getByRole("link", { name: "Stand ansehen und bestätigen" });
    await expect(action, "the style of the letter is not blocked").toHaveCSS("text-decoration-line", "none");

    await notify();
    await page.goto("/verwaltung/benachrichtigungen");
    await expect(page.getByRole("main")).toContainText("Gerade ist kein Brief fällig.");
    const sent = page.getByRole("region", { name: "Verschickt" }).first();
    await expect(sent.getByRole("row").filter({ hasText: "Erinnerung" })).toContainText(/2\sPersonen/);
    await forEverybody("Benachrichtigungen", LOOKS);
  });
});
