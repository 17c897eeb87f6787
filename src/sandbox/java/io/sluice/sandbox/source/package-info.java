/** What SFMC is asked for by those who read it: campaigns, their assets, lists, journeys; and how tests change them. */
package io.sluice.sandbox.source;
