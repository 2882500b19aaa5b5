/**
 * Made-up inputs of strangers: MQTT packets of both roles, messages of the market, answers of a chain's node and of a container
 * engine; what runs them against the parts that read them, and the command that does so for hours.
 */
@org.jspecify.annotations.NullMarked
package org.headroom.cli.fuzz;
