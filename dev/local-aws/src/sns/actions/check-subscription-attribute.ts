import { readFilterPolicy } from '../filter-policy.ts';
import { invalidParameter } from '../sns-errors.ts';

const KNOWN = ['RawMessageDelivery', 'FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy', 'DeliveryPolicy'];

/** @throws InvalidParameter (400) for an attribute or value that isn't understood. */
export function checkSubscriptionAttribute(name: string, value: string): void {
  if (!KNOWN.includes(name)) throw invalidParameter('AttributeName');
  if (name === 'FilterPolicy' && value !== '') readFilterPolicy(value);
  if (name === 'FilterPolicyScope' && value !== 'MessageAttributes') {
    throw invalidParameter('FilterPolicyScope: only MessageAttributes is known to this development server');
  }
  if (name === 'RawMessageDelivery' && !['true', 'false'].includes(value))
    throw invalidParameter('RawMessageDelivery');
}
