package io.sluice.sfmc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What SOAP has retrieved.
 *
 * @param requestId what to continue
 * @param more whether there is another page
 * @param results each with its properties as texts, nested ones as objects; {@code xsi:nil} is null, an empty element ""
 */
public record SoapPage(String requestId, boolean more, List<ObjectNode> results) {}
