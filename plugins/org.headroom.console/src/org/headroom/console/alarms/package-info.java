/** What is not well with the GPUs, and the rules that find it. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.alarms;
