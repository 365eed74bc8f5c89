import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTexts } from '../text';
import { common } from '../text/common';
import { ProblemAlert } from './forms';
import { Loaded } from './Loaded';
import { problemOf } from '@gatehouse/react';

export interface Column<T> {
  title: string;
  cell: (entry: T) => ReactNode;
}

/** A table; on a phone each row is a card. */
export function Rows<T>({
  label,
  columns,
  entries,
  keyOf,
}: {
  label: string;
  columns: Column<T>[];
  entries: T[];
  keyOf: (entry: T) => string;
}) {
  // The roles are said again because the phone's layout takes them from the elements.
  return (
    <div className="gh-scroll" role="region" aria-label={label} tabIndex={0}>
      <Table className="gh-rows" role="table" aria-label={label} verticalSpacing="sm">
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map(column => (
              <Table.Th key={column.title} role="columnheader" scope="col">
                {column.title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {entries.map(entry => (
            <Table.Tr key={keyOf(entry)} role="row">
              {columns.map(column => (
                <Table.Td key={column.title} role="cell" data-label={column.title}>
                  <div className="gh-cell">{column.cell(entry)}</div>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** A list that comes in pages: what is there, and a way to more. */
export function Listed<T>({
  list,
  empty,
  children,
}: {
  list: UseInfiniteQueryResult<T[]>;
  empty?: ReactNode;
  children: (entries: T[]) => ReactNode;
}) {
  const t = useTexts(common);
  const { hasNextPage, data } = list;
  return (
    <Stack aria-busy={list.isPlaceholderData} opacity={list.isPlaceholderData ? 0.6 : 1}>
      {/* A page may be empty while others follow. */}
      {hasNextPage && data?.length === 0 ? (
        <Text c="dimmed">{t.emptySoFar}</Text>
      ) : (
        <Loaded query={list} empty={empty}>
          {children}
        </Loaded>
      )}
      {list.isFetchNextPageError ? <ProblemAlert problem={problemOf(list.error)} /> : null}
      {hasNextPage ? (
        <Group justify="center">
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t.more}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

/** What is known of one thing, name by name. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="gh-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
