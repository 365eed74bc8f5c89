import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';

/** Shows something else when a page breaks, until another one is opened. */
export function Broken({ instead, children }: { instead: ReactNode; children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <Boundary pathname={pathname} instead={instead}>
      {children}
    </Boundary>
  );
}

interface Given {
  pathname: string;
  instead: ReactNode;
  children: ReactNode;
}

class Boundary extends Component<Given, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidUpdate(before: Given) {
    if (this.state.broken && before.pathname !== this.props.pathname) {
      this.setState({ broken: false });
    }
  }

  override render() {
    return this.state.broken ? this.props.instead : this.props.children;
  }
}
