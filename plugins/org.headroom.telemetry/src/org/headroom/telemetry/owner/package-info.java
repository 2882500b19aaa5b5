/** What the machine tells of its owner: input, screen, battery, programs. */
@org.jspecify.annotations.NullMarked
package org.headroom.telemetry.owner;
