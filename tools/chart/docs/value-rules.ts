/** What a value may be, where its default tells too little. The first rule whose pattern its path matches counts. */
export const valueRules: readonly (readonly [RegExp, object])[] = [
  [/^queues\..*[uU]rl$/, { type: 'string', pattern: '^(https?://[^/]+/[^/]+/[^/]+)?$' }],
  [/^(?!monitoring).*([uU]rl|[eE]ndpoint)$/, { type: 'string', pattern: '^(https?://.+)?$' }],
  [/^topicArn$/, { type: 'string', pattern: '^(arn:[^:]+:sns:.+)?$' }],
  [/[aA]rn$/, { type: 'string', pattern: '^(arn:[^:]+:iam:.+)?$' }],
  [/^image\.pullPolicy$/, { enum: ['Always', 'IfNotPresent', 'Never'] }],
  [/\.whenUnsatisfiable$/, { enum: ['ScheduleAnyway', 'DoNotSchedule'] }],
  [/\.interval$/, { type: 'string', pattern: '^[0-9]+(ms|s|m|h)$' }],
  [/\.maxUnavailable$/, { type: ['integer', 'string'], pattern: '^[0-9]+%$', minimum: 0 }],
  [/\.(sampleRatio|\w+Ratio)$/, { type: 'number', minimum: 0, maximum: 1 }],
  [/\.(windowScale|apiLatencySeconds)$/, { type: 'number', exclusiveMinimum: 0 }],
  [/\.port$/, { type: 'integer', minimum: 1, maximum: 65_535 }],
  [/^upload\.scaling\.min$/, { type: 'integer', minimum: 1 }],
  [/\.(max|maxSkew|cpuPercent|messagesPerReplica|pollingSeconds)$/, { type: 'integer', minimum: 1 }],
  [/([lL]abels|[aA]nnotations|nodeSelector)$/, { type: 'object', additionalProperties: { type: 'string' } }],
];
