/** SFMC's SOAP API, as far as lists need it: Retrieve and Describe. */
package io.sluice.sandbox.soap;
