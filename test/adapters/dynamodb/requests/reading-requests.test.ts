import { describe, expect, it } from 'vitest'
import * as reading from '../../../../src/adapters/dynamodb/requests/reading-requests.js'

describe('the requests of readings', () => {
  it('read a project in one range, which its events are not in', () => {
    const query = reading.projectQuery('T', '91cf')
    expect(query).toMatchObject({
      TableName: 'T',
      ConsistentRead: true,
      ExpressionAttributeValues: { ':project': 'PROJECT#91cf', ':first': 'INTENT', ':last': 'SEQUENCE' },
    })
    const inRange = (sk: string) => sk >= 'INTENT' && sk <= 'SEQUENCE'
    expect(
      ['INTENT', 'INTENT#a#0001', 'LEASE#001', 'METADATA', 'SCENE#1000', 'SEQUENCE'].every(inRange),
    ).toBe(true)
    expect(inRange('EVENT#zzz')).toBe(false)
  })

  it('read three items of a scene at once', () => {
    expect(reading.sceneGet('T', '91cf', 3).RequestItems?.['T']).toEqual({
      ConsistentRead: true,
      Keys: ['METADATA', 'SCENE#003', 'LEASE#003'].map((SK) => ({ PK: 'PROJECT#91cf', SK })),
    })
  })

  it('read events from one on, in either direction, and one more than a page', () => {
    expect(reading.eventsQuery('T', '91cf', {})).toMatchObject({ Limit: 101, ScanIndexForward: true })
    expect(reading.eventsQuery('T', '91cf', {})).not.toHaveProperty('ExclusiveStartKey')
    expect(reading.eventsQuery('T', '91cf', { after: 'a.1', limit: 5, newestFirst: true })).toMatchObject({
      Limit: 6,
      ScanIndexForward: false,
      ExclusiveStartKey: { PK: 'PROJECT#91cf', SK: 'EVENT#a.1' },
    })
  })

  it('find an event by its command with one item', () => {
    expect(reading.eventQuery('T', '91cf', 'command-1')).toMatchObject({
      Limit: 1,
      ConsistentRead: true,
      ExpressionAttributeValues: { ':first': 'EVENT#command-1.', ':last': 'EVENT#command-1.\uffff' },
    })
  })

  it('list by the index newest first, of a segment as many more as there are segments', () => {
    expect(reading.statusQuery('T', 'failed', { limit: 10 })).toMatchObject({
      IndexName: 'status-created-index',
      ScanIndexForward: false,
      Limit: 11,
    })
    expect(reading.statusQuery('T', 'failed', { limit: 10, segment: { index: 1, of: 4 } }).Limit).toBe(44)
    expect(reading.projectScan('T', { segment: { index: 1, of: 4 } })).toMatchObject({
      Segment: 1,
      TotalSegments: 4,
    })
  })
})
