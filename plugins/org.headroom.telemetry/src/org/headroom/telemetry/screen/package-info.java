/** What fills the user's screen. */
@org.jspecify.annotations.NullMarked
package org.headroom.telemetry.screen;
