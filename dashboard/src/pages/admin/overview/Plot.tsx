import { LineChart } from '@mantine/charts';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Rows } from '../../../components/Rows';
import { useFormats, useTexts } from '../../../text';
import { overview } from './text';

export type Point = { at: string } & Record<string, number | string>;

export interface Line {
  name: string;
  label: string;
  color: string;
}

/** Lines over time, and the same as a table for whoever does not see them. */
export function Plot({
  label,
  points,
  lines,
  tick,
}: {
  /** What the plot says, in a sentence. */
  label: string;
  points: Point[];
  lines: Line[];
  /** How a time is written on the axis. */
  tick: (at: string) => string;
}) {
  const t = useTexts(overview);
  const formats = useFormats();
  const [table, setTable] = useState(false);
  return (
    <>
      {table ? (
        <div className="gh-tall">
          <Rows
            label={label}
            entries={[...points].reverse()}
            keyOf={point => point.at}
            columns={[
              { title: t.at, cell: point => tick(point.at) },
              ...lines.map(line => ({
                title: line.label,
                cell: (point: Point) => formats.number(Number(point[line.name] ?? 0)),
              })),
            ]}
          />
        </div>
      ) : (
        <div role="img" aria-label={label}>
          <LineChart
            h={240}
            data={points.map(point => ({ ...point, when: tick(point.at) }))}
            dataKey="when"
            series={lines}
            curveType="linear"
            withDots={false}
            withLegend
            accessibilityLayer={false}
            valueFormatter={formats.number}
            lineProps={{ isAnimationActive: false }}
            xAxisProps={{ minTickGap: 40 }}
            yAxisProps={{ allowDecimals: false, width: 44 }}
          />
        </div>
      )}
      <Group justify="flex-end">
        <Button size="compact-sm" variant="subtle" onClick={() => setTable(!table)}>
          {table ? t.asPlot : t.asTable}
        </Button>
      </Group>
    </>
  );
}
