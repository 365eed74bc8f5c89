import { LineChart } from '@mantine/charts';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Rows } from '../../../components/Rows';
import { useFormats, useTexts } from '../../../text';
import { overview } from './text';

/** Null is what nobody knows: a gap. */
export type Point = { at: string } & Record<string, number | string | null>;

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
  const written = (value: number | string | null | undefined) =>
    typeof value === 'number' ? formats.number(value) : '–';
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
                cell: (point: Point) => written(point[line.name]),
              })),
            ]}
          />
        </div>
      ) : (
        <div role="img" aria-label={label}>
          <LineChart
            h={220}
            data={points.map(point => ({ ...point, when: tick(point.at) }))}
            dataKey="when"
            series={lines}
            curveType="linear"
            connectNulls={false}
            withDots={false}
            withLegend
            accessibilityLayer={false}
            valueFormatter={formats.number}
            // A point between two gaps is a dot with round ends, and nothing otherwise.
            lineProps={{ isAnimationActive: false, strokeLinecap: 'round' }}
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
