import { Type } from 'typebox';

/** An email address that is notified of the caller's photos. */
export const Subscription = Type.Object(
  {
    subscriptionId: Type.Optional(
      Type.String({
        description:
          'Id for removing the subscription. Present in the answer that creates it, and again once it is confirmed',
      }),
    ),
    email: Type.String(),
    status: Type.Enum(['pending', 'confirmed'], {
      description: 'Pending until the link in the confirmation email is opened',
    }),
  },
  { title: 'Subscription' },
);

export const SubscriptionParams = Type.Object({
  subscriptionId: Type.String({ pattern: '^[0-9a-f-]{1,64}$' }),
});

export const NewSubscription = Type.Object(
  { email: Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$', maxLength: 254 }) },
  { additionalProperties: false, title: 'NewSubscription' },
);
