// What only the browser can do: reading the values of a chart, point by point.

import { expect, test } from "../support/test.ts";

test("the chart is read point by point with the keyboard", async ({ page, javaScriptEnabled }) => {
  await page.goto("/");
  const slider = page.getByRole("slider", { name: "Wert ablesen" });
  const table = page.getByRole("table", { name: "Abdeckung in Menschen, Woche für Woche", includeHidden: true });
  const days = await table.getByRole("rowheader", { includeHidden: true }).allTextContents();
  if (javaScriptEnabled === false) {
    await expect(slider, "without JavaScript there is only the table").toHaveCount(0);
    await page.getByText("Als Tabelle anzeigen").first().click();
    await expect(table).toBeVisible();
    return;
  }
  await expect(slider).toBeVisible();
  const told = page.locator(".lb-reader output");
  await expect(told).toContainText("23.11.2026");
  await slider.focus();
  for (const [key, day] of [
    ["ArrowLeft", days[1]],
    ["ArrowLeft", days[2]],
    ["ArrowRight", days[1]],
    ["Home", days.at(-1)],
    ["End", days[0]],
  ] as const) {
    await page.keyboard.press(key);
    await expect(told).toContainText(day!);
    // What is seen is what is heard.
    await expect(slider).toHaveAttribute("aria-valuetext", await told.innerText());
  }
});
