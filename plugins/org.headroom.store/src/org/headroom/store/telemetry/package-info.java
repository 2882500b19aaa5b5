/** The telemetry file: one SQLite file with the past of the GPUs and their alarms. It may be lost without losing money. */
@org.jspecify.annotations.NullMarked
package org.headroom.store.telemetry;
