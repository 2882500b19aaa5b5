/** What Headroom talks about: records, sealed types and the interfaces between its parts. Depends on nothing. */
@org.jspecify.annotations.NullMarked
package org.headroom.model;
