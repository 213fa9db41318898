-- A store of version 1, as Rashomon 0.1 made it. Never to be edited: such files are with people.
CREATE TABLE document (
	id VARCHAR(16) NOT NULL,
	ref TEXT NOT NULL,
	text TEXT NOT NULL,
	text_sha256 VARCHAR(64) NOT NULL,
	raw_sha256 VARCHAR(64) NOT NULL,
	media_type TEXT NOT NULL,
	made_by TEXT NOT NULL,
	superseded_by VARCHAR(16),
	PRIMARY KEY (id),
	FOREIGN KEY(superseded_by) REFERENCES document (id)
);
CREATE UNIQUE INDEX document_ref ON document (ref, id);
CREATE TABLE rejection (
	ref TEXT NOT NULL,
	stage TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (ref, stage, reason)
);
CREATE TABLE record (
	layer TEXT NOT NULL,
	id VARCHAR(16) NOT NULL,
	document VARCHAR(16),
	start INTEGER NOT NULL,
	stop INTEGER NOT NULL,
	made_by TEXT NOT NULL,
	json TEXT NOT NULL,
	PRIMARY KEY (layer, id),
	FOREIGN KEY(document) REFERENCES document (id)
);
CREATE INDEX record_place ON record (document, layer, start, stop, id);
CREATE VIRTUAL TABLE search USING fts5(document UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE store_version (
	version INTEGER NOT NULL
);
INSERT INTO store_version VALUES (1);
