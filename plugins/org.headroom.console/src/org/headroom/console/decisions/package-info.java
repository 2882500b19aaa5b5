/** Every order that was judged, gate by gate, and what other rules would have made of them. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.decisions;
