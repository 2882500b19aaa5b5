/** Made-up MQTT packets of both roles, and what runs them against the link and the embedded broker. */
@org.jspecify.annotations.NullMarked
package org.headroom.cli.fuzz;
