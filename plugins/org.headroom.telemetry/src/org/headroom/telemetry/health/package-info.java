/** The health rules: data, their evaluation without clock or disk, and the desk that runs them. */
@org.jspecify.annotations.NullMarked
package org.headroom.telemetry.health;
