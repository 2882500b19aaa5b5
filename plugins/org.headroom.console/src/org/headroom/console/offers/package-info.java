/** What this rig offers, for how much, and by which rules. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.offers;
