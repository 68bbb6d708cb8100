import { Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Entrance } from '../../components/entrance.tsx';
import { useTitle } from '../../components/use-title.ts';
import { FirstAdminForm } from './first-admin-form.tsx';
import { SampleFactoryChoice } from './sample-factory-choice.tsx';

const route = getRouteApi('/setup');

/** First run: makes the first administrator, then offers the sample factory. */
export function SetupPage() {
  useTitle('Set up');
  const { token } = route.useSearch();
  const [created, setCreated] = useState(false);
  if (created) {
    return (
      <Entrance title="Start with something to look at?" intro="You can do without, and add your own records.">
        <SampleFactoryChoice />
      </Entrance>
    );
  }
  if (!token) {
    return (
      <Entrance title="This link is not complete">
        <Text>
          Open the whole one-time link that the server printed in its terminal. Already set up?{' '}
          <Link to="/sign-in">Sign in</Link>
        </Text>
      </Entrance>
    );
  }
  return (
    <Entrance title="Set up Interlock" intro="You will be its first administrator and can invite others later.">
      <FirstAdminForm token={token} onCreated={() => setCreated(true)} />
    </Entrance>
  );
}
